package knowledge

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

const schemaPath = "../schema/rule.schema.json"

func TestRuleFilesFitTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaPath)
	require.NoError(t, err)
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		assert.NoError(t, schema.Validate(readAny(t, path)), path)
		return nil
	})
	require.NoError(t, err)
}

// What the loader refuses the schema refuses too, so that an editor tells it while typing.
func TestSchemaRefusesMistakes(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(schemaPath)
	require.NoError(t, err)
	f := func(rule string) {
		t.Helper()
		var doc any
		require.NoError(t, yaml.Load([]byte(rule), &doc))
		assert.Error(t, schema.Validate(doc), rule)
	}
	f("{}")
	f("other: []")
	f("rules: [{id: x}]")
	f("steps: {a: []}")
	f("steps: {a: [{command: x}]}")
	f("steps: {a: [{text: x, effect: boom}]}")
	f("steps: {a: [{use: b, text: x}]}")
	f("steps: {a: [{text: x, when: {entry: a}}]}")
	f("steps: {a: [{text: x, when: {fact: mode, matches: a}}]}")
	const good = "{id: a, title: t, category: c, cause: c, remediation: [{text: t}], tests: [{name: a, log: a}, {name: b, not: b}], match: %}"
	condition := func(match string) string { return "rules: [" + strings.Replace(good, "%", match, 1) + "]" }
	var doc any
	require.NoError(t, yaml.Load([]byte(condition("{entry: a}")), &doc))
	require.NoError(t, schema.Validate(doc))
	f(condition("{}"))
	f(condition("{entry: a, script: b}"))
	f(condition("{entry: a, part: message}"))
	f(condition("{script: a, is: b}"))
	f(condition("{entry: a, silence: soon}"))
	f(condition("{sequence: [{entry: a}, {script: b}]}"))
	f(strings.Replace(condition("{entry: a}"), "not: b", "not: b, severity: error", 1))
	f(strings.Replace(condition("{entry: a}"), "id: a", "id: A b", 1))
}

func readAny(t *testing.T, path string) any {
	t.Helper()
	data, err := fs.ReadFile(files, path)
	require.NoError(t, err)
	var doc any
	require.NoError(t, yaml.Load(data, &doc), path)
	return doc
}

// schemaNode is as much of a JSON Schema as the comparison needs.
type schemaNode struct {
	Description string                `json:"description"`
	Properties  map[string]schemaNode `json:"properties"`
	Defs        map[string]schemaNode `json:"$defs"`
}

func TestSchemaHasTheKeysOfTheGoTypes(t *testing.T) {
	data, err := os.ReadFile(schemaPath)
	require.NoError(t, err)
	var top schemaNode
	require.NoError(t, json.Unmarshal(data, &top))
	found := map[reflect.Type]bool{}
	compareKeys(t, top, top, reflect.TypeFor[rules.File](), found)
	for name, node := range top.Defs {
		assert.NotEmpty(t, node.Description, name)
	}
	assert.Len(t, found, 9, "the types that a rule file is made of")
}

// compareKeys holds the keys of a struct, and of the structs in it, against the schema; a struct
// stands in $defs under its name in lower case.
func compareKeys(t *testing.T, top, node schemaNode, of reflect.Type, seen map[reflect.Type]bool) {
	t.Helper()
	seen[of] = true
	var keys []string
	for field := range of.Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if key == "-" {
			continue
		}
		keys = append(keys, key)
		assert.NotEmpty(t, node.Properties[key].Description, "%s.%s has to be described", of.Name(), key)
		if inner := structIn(field.Type); inner != nil && !seen[inner] {
			compareKeys(t, top, top.Defs[strings.ToLower(inner.Name())], inner, seen)
		}
	}
	assert.ElementsMatch(t, keys, slices.Collect(maps.Keys(node.Properties)), of.Name())
}

// structIn gives the struct that a field holds, in a list, map or pointer perhaps, or nil.
func structIn(of reflect.Type) reflect.Type {
	switch of.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
		return structIn(of.Elem())
	case reflect.Struct:
		if of != reflect.TypeFor[time.Time]() {
			return of
		}
	}
	return nil
}
