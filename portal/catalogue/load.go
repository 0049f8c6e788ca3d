package catalogue

import "io/fs"

// Load reads the definitions of base and lays overlays over them, each a folder
// services/*.yaml + locales/{tag}/services/*.json, and checks the whole. Its
// error is of type Problems.
func Load(base fs.FS, words WordSource, overlays ...fs.FS) (*Catalogue, error) {
	return &Catalogue{}, nil
}
