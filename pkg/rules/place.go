package rules

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

// place is a node of a document, for problems to point to.
type place struct {
	doc  *document
	node *yaml.Node
}

// errorf adds a problem at this place.
func (p place) errorf(format string, args ...any) {
	p.doc.add(p.node.Line, p.node.Column, fmt.Sprintf(format, args...))
}

// has says whether a mapping has that key.
func (p place) has(key string) bool {
	k, _ := p.entry(key)
	return k != nil
}

// at is the place of a key's value, or this place when there is no such key.
func (p place) at(key string) place {
	if _, value := p.entry(key); value != nil {
		return place{p.doc, value}
	}
	return p
}

// atKey is the place of the key itself, or this place when there is no such key.
func (p place) atKey(key string) place {
	if k, _ := p.entry(key); k != nil {
		return place{p.doc, k}
	}
	return p
}

// item is the place of an element of a list, or this place when there is none.
func (p place) item(i int) place {
	if p.node.Kind == yaml.SequenceNode && i < len(p.node.Content) {
		return place{p.doc, p.node.Content[i]}
	}
	return p
}

// keys lists the keys of a mapping in the order of the file.
func (p place) keys() []string {
	var names []string
	for i := 0; p.node.Kind == yaml.MappingNode && i+1 < len(p.node.Content); i += 2 {
		names = append(names, p.node.Content[i].Value)
	}
	return names
}

func (p place) entry(key string) (k, value *yaml.Node) {
	for i := 0; p.node.Kind == yaml.MappingNode && i+1 < len(p.node.Content); i += 2 {
		if p.node.Content[i].Value == key {
			return p.node.Content[i], p.node.Content[i+1]
		}
	}
	return nil, nil
}
