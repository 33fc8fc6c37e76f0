package report

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const schemaBase = "https://github.com/setuplogreview/setuplogreview/schema/"

// schemas compiles the schemas of the documents: of json and of a line of ndjson.
func schemas(t *testing.T) (report, finding *jsonschema.Schema) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	names := []string{"report.schema.json", "finding.schema.json"}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join("..", "..", "schema", name))
		require.NoError(t, err)
		require.NoError(t, compiler.AddResource(schemaBase+name, decoded(t, content)))
	}
	report, err := compiler.Compile(schemaBase + names[0])
	require.NoError(t, err)
	finding, err = compiler.Compile(schemaBase + names[1])
	require.NoError(t, err)
	return report, finding
}

func decoded(t *testing.T, content []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	require.NoError(t, err)
	return v
}

func TestGoldensFitTheSchemas(t *testing.T) {
	report, finding := schemas(t)
	paths, err := filepath.Glob(filepath.Join("testdata", "*json"))
	require.NoError(t, err)
	require.Len(t, paths, 2*len(fixtures()), "two goldens for every fixture")
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		if strings.HasSuffix(path, ".ndjson") {
			for line := range bytes.Lines(content) {
				assert.NoError(t, finding.Validate(decoded(t, line)), path)
			}
			continue
		}
		assert.NoError(t, report.Validate(decoded(t, content)), path)
	}
}

// TestSchemasRefuse shows that the schemas notice a mistake.
func TestSchemasRefuse(t *testing.T) {
	report, finding := schemas(t)
	f := func(schema *jsonschema.Schema, golden, old, new string) {
		t.Helper()
		content, err := os.ReadFile(filepath.Join("testdata", golden))
		require.NoError(t, err)
		changed := strings.Replace(string(content), old, new, 1)
		require.NotEqual(t, string(content), changed)
		assert.Error(t, schema.Validate(decoded(t, []byte(changed))), "%s instead of %s", new, old)
	}
	f(report, "success.json", `"reviewed"`, `"revued"`)
	f(report, "success.json", `"failure": null`, `"mode": "twice"`)
	f(report, "success.json", `"2024-03-21T16:20:07.113Z"`, `"2024-03-21T16:20:07.113+01:00"`)
	f(report, "success.json", `"outcome": "succeeded"`, `"outcome": "won"`)
	f(report, "failed.json", `"fingerprint": "ab12`, `"fingerprint": "zz12`)
	f(finding, "wizard.ndjson", `"server":{`, `"servers":{`)
	f(finding, "wizard.ndjson", `"confidence":"possible"`, `"confidence":"hopeful"`)
}

func TestSchemasHaveTheKeysOfTheDocuments(t *testing.T) {
	report, finding := schemas(t)
	sameKeys(t, "report", reflect.TypeFor[document](), report)
	sameKeys(t, "finding", reflect.TypeFor[findingLine](), finding)
}

// key is a key of a JSON object: its type, whether it may be left out, and whether it is there
// under a condition only.
type key struct {
	typ                   reflect.Type
	optional, conditional bool
}

// keysOf gives the keys that encoding/json writes for a struct.
func keysOf(typ reflect.Type, conditional bool) map[string]key {
	keys := make(map[string]key)
	for i := range typ.NumField() {
		field := typ.Field(i)
		if field.Anonymous {
			inner, pointer := field.Type, field.Type.Kind() == reflect.Pointer
			if pointer {
				inner = inner.Elem()
			}
			for name, k := range keysOf(inner, conditional || pointer) {
				keys[name] = k
			}
			continue
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		keys[name] = key{field.Type, options == "omitempty", conditional}
	}
	return keys
}

// sameKeys compares a Go type with a schema, all the way down.
func sameKeys(t *testing.T, path string, typ reflect.Type, schema *jsonschema.Schema) {
	t.Helper()
	schema = resolved(schema)
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch typ.Kind() {
	case reflect.Slice:
		if typ != reflect.TypeFor[oneOrMany]() {
			require.NotNil(t, schema.Items2020, "%s is a list", path)
			sameKeys(t, path+"[]", typ.Elem(), schema.Items2020)
		}
	case reflect.Struct:
		sameObject(t, path, keysOf(typ, false), schema)
	}
}

func sameObject(t *testing.T, path string, keys map[string]key, schema *jsonschema.Schema) {
	t.Helper()
	var names, known, required, conditional []string
	for name, k := range keys {
		names = append(names, name)
		if !k.optional && k.conditional {
			conditional = append(conditional, name)
		} else if !k.optional {
			required = append(required, name)
		}
	}
	for name := range schema.Properties {
		known = append(known, name)
	}
	assert.ElementsMatch(t, names, known, "keys of %s", path)
	assert.ElementsMatch(t, required, schema.Required, "required keys of %s", path)
	if len(conditional) > 0 && assert.NotNil(t, schema.Then, path) {
		assert.ElementsMatch(t, conditional, schema.Then.Required, "required keys of %s, reviewed", path)
	}
	assert.Equal(t, false, schema.AdditionalProperties, "%s allows no other keys", path)
	slices.Sort(names)
	for _, name := range names {
		if property := schema.Properties[name]; property != nil {
			sameKeys(t, path+"."+name, keys[name].typ, property)
		}
	}
}

// resolved follows references, and takes of alternatives the object.
func resolved(schema *jsonschema.Schema) *jsonschema.Schema {
	for schema.Ref != nil {
		schema = schema.Ref
	}
	for _, alternative := range schema.AnyOf {
		if r := resolved(alternative); r.Properties != nil {
			return r
		}
	}
	return schema
}
