package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// writer writes Go code; the first error stays.
type writer struct {
	code bytes.Buffer
	err  error
	// variables are what optional fields point to: values by name.
	variables map[string]string
	// conditions are those of steps; steps with the same one share it.
	conditions []rules.Condition
}

func (w *writer) text(s string) { w.code.WriteString(s) }

func (w *writer) textf(format string, args ...any) { fmt.Fprintf(&w.code, format, args...) }

// value writes a value as an expression that the linker can lay out.
func (w *writer) value(v any) { w.typed(reflect.ValueOf(v)) }

// element writes a value as an element of a list, whose type is known there.
func (w *writer) element(v any) {
	w.untyped(reflect.ValueOf(v))
	w.text(",\n")
}

// typed writes a value with its type where a type is needed.
func (w *writer) typed(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice, reflect.Struct:
		w.text(v.Type().String())
	}
	w.untyped(v)
}

// untyped writes a value where its type is known.
func (w *writer) untyped(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(quote(v.String()))
	case reflect.Bool:
		w.text(strconv.FormatBool(v.Bool()))
	case reflect.Int, reflect.Int64:
		w.text(strconv.FormatInt(v.Int(), 10))
	case reflect.Slice:
		w.list(v)
	case reflect.Struct:
		w.fields(v)
	case reflect.Pointer:
		w.pointer(v)
	default:
		w.err = fmt.Errorf("a %s cannot be written as data; teach %T how", v.Type(), w)
	}
}

// quote writes a text in one line or, when it has several, as it stands where Go allows that.
func quote(s string) string {
	if bytes.ContainsRune([]byte(s), '\n') && strconv.CanBackquote(stripLines(s)) && utf8.ValidString(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// stripLines takes out the line breaks, which may stand between backquotes.
func stripLines(s string) string { return string(bytes.ReplaceAll([]byte(s), []byte{'\n'}, nil)) }

func (w *writer) list(v reflect.Value) {
	w.text("{")
	nested := v.Type().Elem().Kind() == reflect.Struct
	for i := range v.Len() {
		if nested {
			w.text("\n")
		}
		w.untyped(v.Index(i))
		w.text(",")
	}
	if nested && v.Len() > 0 {
		w.text("\n")
	}
	w.text("}")
}

// fields writes the fields that have a value; an empty list is one, unlike no list.
func (w *writer) fields(v reflect.Value) {
	w.text("{")
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			continue
		}
		w.text(v.Type().Field(i).Name + ": ")
		w.typed(v.Field(i))
		w.text(",")
		if v.NumField() > 3 {
			w.text("\n")
		}
	}
	w.text("}")
}

// shared writes the address of a variable that every field with that value shares.
func (w *writer) shared(value, name string) {
	if w.variables == nil {
		w.variables = map[string]string{}
	}
	w.variables[name] = value
	w.text("&" + name)
}

// pointer writes the address of a variable of the package with that value.
func (w *writer) pointer(v reflect.Value) {
	switch v := v.Elem().Interface().(type) {
	case bool:
		w.shared(strconv.FormatBool(v), map[bool]string{true: "yes", false: "no"}[v])
	case int:
		w.shared(strconv.Itoa(v), "number"+strconv.Itoa(v))
	case rules.Condition:
		w.textf("&generatedConditions[%d]", w.condition(v))
	default:
		w.err = fmt.Errorf("a pointer to %T cannot be written as data; teach %T how", v, w)
	}
}
