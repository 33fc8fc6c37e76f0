//go:build !windows

package source

import "os"

// tempFile makes a temporary file and takes its name away at once.
func tempFile() (*os.File, error) {
	file, err := os.CreateTemp("", "setuplogreview-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}
