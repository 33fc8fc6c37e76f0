package source

import (
	"bufio"
	"io"
	"io/fs"
	"os"
)

// Stdin is the path that means standard input.
const Stdin = "-"

// Source is one opened stream.
type Source struct {
	// Path is the name in reports.
	Path string
	// Reader yields the bytes. It is an io.ReaderAt too when Size is not 0.
	Reader io.Reader
	// Size of a regular file when it was opened; 0 for anything else.
	Size int64
	// Info tells files apart; nil for a standard input that is no file.
	Info fs.FileInfo

	closer io.Closer
}

// Close closes the file. Standard input stays open, since it is the caller's.
func (s *Source) Close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer.Close()
}

// Open opens a file, or stdin when path is "-". An error is an *Error. Opening a named pipe
// waits for its writer.
func Open(path string, stdin io.Reader) (*Source, error) {
	if path == Stdin {
		return openStdin(stdin)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, openError(path, err)
	}
	if info.IsDir() {
		return nil, folderError(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err)
	}
	s, err := fromFile(path, file)
	if err != nil {
		file.Close()
		return nil, err
	}
	s.closer = file
	return s, nil
}

func openStdin(stdin io.Reader) (*Source, error) {
	if stdin == nil {
		return nil, emptyError(Stdin)
	}
	if file, ok := stdin.(*os.File); ok {
		return fromFile(Stdin, file)
	}
	return fromStream(Stdin, stdin)
}

// fromFile reads a regular file in place and anything else, such as a pipe, as a stream.
func fromFile(path string, file *os.File) (*Source, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, openError(path, err)
	}
	if info.IsDir() {
		return nil, folderError(path)
	}
	if !atStart(file, info) {
		s, err := fromStream(path, file)
		if err == nil {
			s.Info = info
		}
		return s, err
	}
	return fromRegular(path, file, info)
}

// atStart is true for a regular file of which nothing has been read. Files that say they hold
// nothing are read as streams, since some systems do not know the size of all their files.
func atStart(file *os.File, info fs.FileInfo) bool {
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	offset, err := file.Seek(0, io.SeekCurrent)
	return err == nil && offset == 0
}

func fromRegular(path string, file *os.File, info fs.FileInfo) (*Source, error) {
	head := make([]byte, headSize)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, openError(path, err)
	}
	if kind := archiveKind(head[:n]); kind != "" {
		return nil, archiveError(path, kind)
	}
	reader := newRegular(file, info.Size())
	return &Source{Path: path, Reader: reader, Size: info.Size(), Info: info}, nil
}

func fromStream(path string, stream io.Reader) (*Source, error) {
	buffered := bufio.NewReader(stream)
	head, err := buffered.Peek(headSize)
	if len(head) == 0 {
		if err == io.EOF {
			return nil, emptyError(path)
		}
		return nil, openError(path, err)
	}
	if kind := archiveKind(head); kind != "" {
		return nil, archiveError(path, kind)
	}
	return &Source{Path: path, Reader: buffered}, nil
}
