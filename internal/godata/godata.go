// Package godata writes values as Go code that the linker lays out: whoever uses them waits for
// nothing to be made when the program starts. It is for generators.
package godata

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// Writer writes Go code. The first error stays. The zero value is ready, for values without pointers.
type Writer struct {
	Code bytes.Buffer
	Err  error
	// Pointer gives an expression for a pointer to v that needs no code to be run, such as the address
	// of a variable of the package.
	Pointer func(v any) (string, error)
}

// Text writes code as it stands.
func (w *Writer) Text(s string) { w.Code.WriteString(s) }

// Textf writes code as fmt.Sprintf forms it.
func (w *Writer) Textf(format string, args ...any) { fmt.Fprintf(&w.Code, format, args...) }

// Value writes a value as an expression: a struct, a list, or what they are made of. It may hold
// texts, numbers, truth values, and pointers that Pointer knows.
func (w *Writer) Value(v any) { w.typed(reflect.ValueOf(v)) }

// Element writes a value as an element of a list, whose type is known there.
func (w *Writer) Element(v any) {
	w.untyped(reflect.ValueOf(v))
	w.Text(",\n")
}

// typed writes a value with its type where a type is needed.
func (w *Writer) typed(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.Struct:
		w.Text(v.Type().String())
	}
	w.untyped(v)
}

// untyped writes a value where its type is known.
func (w *Writer) untyped(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		w.Text(Quote(v.String()))
	case v.Kind() == reflect.Bool:
		w.Text(strconv.FormatBool(v.Bool()))
	case v.CanInt():
		w.Text(strconv.FormatInt(v.Int(), 10))
	case v.CanUint():
		w.Textf("%#x", v.Uint())
	case v.Kind() == reflect.Slice && v.IsNil():
		w.Text("nil")
	case v.Kind() == reflect.Slice, v.Kind() == reflect.Array:
		w.list(v)
	case v.Kind() == reflect.Struct:
		w.fields(v)
	case v.Kind() == reflect.Pointer:
		w.pointer(v)
	default:
		w.fail(fmt.Errorf("a %s cannot be written as data; teach %T how", v.Type(), w))
	}
}

func (w *Writer) fail(err error) {
	if w.Err == nil {
		w.Err = err
	}
}

// perLine is how many numbers stand in a line.
const perLine = 16

func (w *Writer) list(v reflect.Value) {
	w.Text("{")
	long := v.Len() > perLine
	nested := v.Type().Elem().Kind() == reflect.Struct || v.Type().Elem().Kind() == reflect.Slice
	for i := range v.Len() {
		if nested || long && i%perLine == 0 {
			w.Text("\n")
		}
		w.untyped(v.Index(i))
		w.Text(",")
	}
	if v.Len() > 0 && (nested || long) {
		w.Text("\n")
	}
	w.Text("}")
}

// fields writes the fields that have a value; an empty list is one, unlike no list.
func (w *Writer) fields(v reflect.Value) {
	w.Text("{")
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			continue
		}
		w.Text(v.Type().Field(i).Name + ": ")
		w.typed(v.Field(i))
		w.Text(",")
		if v.NumField() > 3 {
			w.Text("\n")
		}
	}
	w.Text("}")
}

func (w *Writer) pointer(v reflect.Value) {
	if w.Pointer == nil {
		w.fail(fmt.Errorf("nobody knows how to write a pointer to %s", v.Type().Elem()))
		return
	}
	expression, err := w.Pointer(v.Elem().Interface())
	if err != nil {
		w.fail(err)
	}
	w.Text(expression)
}

// Quote writes a text in one line or, when it has several, as it stands where Go allows that.
func Quote(s string) string {
	if bytes.ContainsRune([]byte(s), '\n') && strconv.CanBackquote(stripLines(s)) && utf8.ValidString(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// stripLines takes out the line breaks, which may stand between backquotes.
func stripLines(s string) string { return string(bytes.ReplaceAll([]byte(s), []byte{'\n'}, nil)) }
