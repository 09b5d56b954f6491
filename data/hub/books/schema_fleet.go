package books

// fleetStep has what kiosks say about themselves and what is said to them.
var fleetStep = migration{}
