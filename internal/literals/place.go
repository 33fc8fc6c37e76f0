package literals

import (
	"fmt"
	"sync"
)

// Literal is a text to look for and its window: the stretch of 15 bytes, or of 7 when the text
// is shorter than GoodLength, by which a Matcher finds it.
type Literal struct {
	Text   string
	Window int // offset of the window in the text
}

// Place chooses the window of each text, which has at least MinLength bytes: where it is the
// rarest in logs.
func Place(texts []string) []Literal {
	list := make([]Literal, len(texts))
	for i, text := range texts {
		window, _ := frequencyOf(gramSize(text)).rarestWindow(text)
		list[i] = Literal{Text: text, Window: window}
	}
	return list
}

// check says what is wrong with a literal, or nil.
func (l Literal) check() error {
	size := len(l.Text)
	if size < MinLength {
		return fmt.Errorf("literal %q is too short: it needs at least %d bytes", l.Text, MinLength)
	}
	if l.Window < 0 || l.Window+2*gramSize(l.Text)-1 > size {
		return fmt.Errorf("literal %q has no window at %d", l.Text, l.Window)
	}
	return nil
}

// gramSize is the size of the grams of a text.
func gramSize(text string) int {
	if len(text) < GoodLength {
		return 4
	}
	return 8
}

// frequencyOf gives the frequency of grams of a size, which is counted once.
func frequencyOf(size int) *frequency {
	if size == 4 {
		return frequency4()
	}
	return frequency8()
}

var (
	frequency4 = sync.OnceValue(func() *frequency { return countBackground(4) })
	frequency8 = sync.OnceValue(func() *frequency { return countBackground(8) })
)
