package source

import (
	"bufio"
	"io"
	"io/fs"
	"os"
)

// Stdin is the path that means standard input.
const Stdin = "-"

// Source is one path that the user gave, opened unless it is a folder.
type Source struct {
	// Path as it was given.
	Path string
	// Info tells files apart; nil for a standard input that is no file.
	Info fs.FileInfo
	// Reader reads a single log, for who wants no walk. That of a folder gives an error.
	Reader io.Reader

	file   *os.File  // a regular file that is read in place
	stream io.Reader // anything else but a folder
	closer io.Closer
}

// noReader says that a folder is no log.
type noReader struct{ path string }

// Read implements io.Reader.
func (n noReader) Read([]byte) (int, error) {
	return 0, &Error{n.path, ReasonUnreadable, "it is a folder and a log is expected; name the log in it", nil}
}

// Close closes the file. Standard input stays open, since it is the caller's.
func (s *Source) Close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer.Close()
}

// IsArchive says whether a regular file is an archive.
func (s *Source) IsArchive() bool {
	head := make([]byte, headSize)
	if s.file == nil {
		return false
	}
	n, _ := s.file.ReadAt(head, 0)
	return archiveKind(head[:n]) != noArchive
}

// Open opens a file or a folder, or stdin when path is "-". An error is an *Error. Opening a named
// pipe waits for its writer.
func Open(path string, stdin io.Reader) (*Source, error) {
	if path == Stdin {
		return openStdin(stdin)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, openError(path, err)
	}
	if info.IsDir() {
		return &Source{Path: path, Info: info, Reader: noReader{path}}, nil
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
		return nil, &Error{path, ReasonUnreadable, "it is a folder; name it instead", nil}
	}
	if atStart(file, info) {
		return &Source{Path: path, Info: info, Reader: newRegular(file, info.Size()), file: file}, nil
	}
	s, err := fromStream(path, file)
	if err == nil {
		s.Info = info
	}
	return s, err
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

func fromStream(path string, stream io.Reader) (*Source, error) {
	buffered := bufio.NewReader(stream)
	head, err := buffered.Peek(headSize)
	if len(head) == 0 {
		if err == io.EOF {
			return nil, emptyError(path)
		}
		return nil, openError(path, err)
	}
	return &Source{Path: path, Reader: buffered, stream: buffered}, nil
}
