package rules

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// shaper compares nodes with the Go types they are read into. It remembers the keys of types.
type shaper struct {
	fields map[reflect.Type]map[string]reflect.Type
}

func newShaper() shaper {
	return shaper{fields: map[reflect.Type]map[string]reflect.Type{}}
}

// check finds unknown and repeated keys, values of the wrong kind, and aliases. It says whether
// all is well.
func (s shaper) check(at place, t reflect.Type) bool {
	before := len(at.doc.problems)
	s.shape(at, t)
	return len(at.doc.problems) == before
}

func (s shaper) shape(at place, t reflect.Type) {
	if at.node.Kind == yaml.AliasNode {
		at.errorf("an alias (*%s) is not allowed in a rule file; write the value out, or share steps by name with \"use\"", at.node.Value)
		return
	}
	switch t.Kind() {
	case reflect.Interface: // checked elsewhere
	case reflect.Pointer:
		s.shape(at, t.Elem())
	case reflect.Struct:
		s.shapeStruct(at, t)
	case reflect.Map:
		s.shapeMap(at, t)
	case reflect.Slice:
		s.shapeList(at, t)
	default:
		shapeScalar(at, t)
	}
}

func (s shaper) shapeStruct(at place, t reflect.Type) {
	if !expectKind(at, yaml.MappingNode, "a mapping (key: value)") {
		return
	}
	fields := s.fields[t]
	if fields == nil {
		fields = yamlFields(t)
		s.fields[t] = fields
	}
	eachKey(at, func(key, value place) {
		name := key.node.Value
		field, known := fields[name]
		if !known {
			key.errorf("unknown key %q%s", name, suggestion(name, sortedKeys(fields), "known keys"))
			return
		}
		s.shape(value, field)
	})
}

func (s shaper) shapeMap(at place, t reflect.Type) {
	if !expectKind(at, yaml.MappingNode, "a mapping (key: value)") {
		return
	}
	eachKey(at, func(_, value place) { s.shape(value, t.Elem()) })
}

func (s shaper) shapeList(at place, t reflect.Type) {
	if !expectKind(at, yaml.SequenceNode, "a list ([a, b] or lines that begin with \"- \")") {
		return
	}
	for i := range at.node.Content {
		s.shape(at.item(i), t.Elem())
	}
}

// eachKey calls f for every key of a mapping; a key that came before is a problem.
func eachKey(at place, f func(key, value place)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(at.node.Content); i += 2 {
		key, value := place{at.doc, at.node.Content[i]}, place{at.doc, at.node.Content[i+1]}
		if key.node.Kind != yaml.ScalarNode {
			key.errorf("a key has to be plain text, not %s", describe(key.node))
			continue
		}
		if line, twice := seen[key.node.Value]; twice {
			key.errorf("the key %q stands here a second time; the first is in line %d; keep one of them", key.node.Value, line)
			continue
		}
		seen[key.node.Value] = key.node.Line
		f(key, value)
	}
}

func expectKind(at place, kind yaml.Kind, expected string) bool {
	if at.node.Kind == kind {
		return true
	}
	at.errorf("here stands %s, expected %s", describe(at.node), expected)
	return false
}

func shapeScalar(at place, t reflect.Type) {
	if at.node.Kind != yaml.ScalarNode || at.node.ShortTag() == "!!null" {
		at.errorf("here stands %s, expected %s", describe(at.node), expectedScalar(t))
		return
	}
	if !scalarFits(at.node, t) {
		at.errorf("here stands %s, expected %s", describe(at.node), expectedScalar(t))
	}
}

func scalarFits(n *yaml.Node, t reflect.Type) bool {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		d, err := time.ParseDuration(n.Value)
		return err == nil && d > 0
	case t.Kind() == reflect.Bool:
		return n.Value == "true" || n.Value == "false"
	case t.Kind() == reflect.Int:
		_, err := strconv.Atoi(n.Value)
		return err == nil && n.ShortTag() == "!!int"
	}
	tag := n.ShortTag()
	return strings.HasPrefix(tag, "!!") && tag != "!!binary" // any plain value is taken as it is written
}

func expectedScalar(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return "a duration such as 10m or 1h30m"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "a whole number"
	}
	return "text"
}

func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.ShortTag() == "!!null":
		return "nothing"
	}
	return strconv.Quote(shorten(n.Value, 60))
}

// yamlFields gives the types of a struct's fields by their YAML keys.
func yamlFields(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			fields[name] = field.Type
		}
	}
	return fields
}
