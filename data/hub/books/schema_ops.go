package books

// opsStep has what the running of a hub needs.
var opsStep = migration{}
