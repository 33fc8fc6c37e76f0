package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFactNamesAreThoseOfTheParser(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../parser/facts.go", nil, 0)
	require.NoError(t, err)
	var want []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Fact") {
			return true
		}
		if value, ok := spec.Values[0].(*ast.BasicLit); ok {
			name, err := strconv.Unquote(value.Value)
			require.NoError(t, err)
			want = append(want, name)
		}
		return true
	})
	require.NotEmpty(t, want)
	assert.ElementsMatch(t, want, factNames, "factnames.go lists the constants of pkg/parser/facts.go")
}

func TestTypedFactsExist(t *testing.T) {
	for _, name := range sortedKeys(factTypes) {
		assert.True(t, isFact(name), name)
		assert.Contains(t, valueTypes, factTypes[name], name)
	}
}

func TestEveryModifierGoesWithALeaf(t *testing.T) {
	keys := yamlFields(reflect.TypeFor[Condition]())
	for _, kind := range sortedKeys(leafKeys) {
		assert.Contains(t, keys, kind)
		delete(keys, kind)
	}
	for _, kind := range sortedKeys(leafKeys) {
		for _, key := range leafKeys[kind] {
			delete(keys, key)
		}
	}
	assert.Empty(t, keys, "keys of a condition that go with nothing")
}
