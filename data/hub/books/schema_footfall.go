package books

// footfallStep has sums of what people looked at, short links and their health.
var footfallStep = migration{}
