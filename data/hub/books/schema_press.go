package books

// pressStep has content on its way to a release.
var pressStep = migration{}
