package review

import (
	"context"
	"errors"
	"io"
)

// Review reviews the inputs and gives one report. It fails only when ctx ends or the options are
// wrong; an input that cannot be reviewed is listed under Skipped.
func Review(ctx context.Context, inputs []Input, opts Options) (*Report, error) {
	return nil, errors.New("not yet")
}

// Stream reviews one stream.
func Stream(ctx context.Context, path string, r io.Reader, opts Options) (*Report, error) {
	return Review(ctx, []Input{{Path: path, Reader: r, Named: true}}, opts)
}
