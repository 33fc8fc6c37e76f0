package knowledge

//go:generate go run ../internal/tools/genreadiness
