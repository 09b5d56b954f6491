package books

// peopleStep has accounts with roles, sessions and tokens.
var peopleStep = migration{}
