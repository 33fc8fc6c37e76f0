package knowledge

// This stands behind the generators of rules in the order of file names, since it reads what they
// wrote.
//go:generate go run ../internal/tools/gendocs
