package books

// votesStep has rounds that are made at the hub, batches of tickets, ceremonies.
var votesStep = migration{}
