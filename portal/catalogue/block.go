package catalogue

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"go.yaml.in/yaml/v4"
)

// blocksFile holds what many services ask alike, such as the person's place or
// the helper: block → list → entries. An entry {block: place} in a list of a
// definition stands for the block's entries of that list, without those named in
// except. Asked once, written once.
const blocksFile = "blocks.yaml"

// blocks are the lists by block and list name.
type blocks map[string]*yaml.Node

// readBlocks reads the blocks of base and overlays; a later one replaces a block
// whole.
func readBlocks(layers ...fs.FS) (blocks, Problems) {
	all, found := blocks{}, Problems{}
	for _, layer := range layers {
		raw, err := fs.ReadFile(layer, blocksFile)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		one := map[string]yaml.Node{}
		if err == nil {
			err = yaml.Load(raw, &one)
		}
		if err != nil {
			found = append(found, yamlProblems(blocksFile, err)...)
		}
		for name := range maps.Keys(one) {
			node := one[name]
			all[name] = &node
		}
	}
	return all, found
}

// expand replaces the uses of blocks in every list of a definition. What was
// expanded has the line of its use, where the reader of a problem looks.
func (b blocks) expand(file string, tree *yaml.Node) Problems {
	var found Problems
	root := tree
	if root.Kind == yaml.DocumentNode && len(root.Content) > 0 {
		root = root.Content[0]
	}
	for i := 0; root.Kind == yaml.MappingNode && i+1 < len(root.Content); i += 2 {
		list := root.Content[i+1]
		if list.Kind != yaml.SequenceNode {
			continue
		}
		var entries []*yaml.Node
		for _, entry := range list.Content {
			name := child(entry, "block")
			if name == nil {
				entries = append(entries, entry)
				continue
			}
			more := b.list(name.Value, root.Content[i].Value)
			if more == nil {
				found = append(found, Problem{file, entry.Line, "no block " + name.Value + " has " + root.Content[i].Value})
			}
			entries = append(entries, taken(more, entry)...)
		}
		list.Content = entries
	}
	return found
}

func (b blocks) list(name, key string) *yaml.Node {
	block := b[name]
	if block == nil {
		return nil
	}
	return child(block, key)
}

// taken copies the entries of a block that a use does not except.
func taken(list, use *yaml.Node) []*yaml.Node {
	if list == nil {
		return nil
	}
	var except []string
	if names := child(use, "except"); names != nil {
		for _, n := range names.Content {
			except = append(except, n.Value)
		}
	}
	var entries []*yaml.Node
	for _, entry := range list.Content {
		if id := child(entry, "id"); id != nil && slices.Contains(except, id.Value) {
			continue
		}
		entries = append(entries, copied(entry, use.Line))
	}
	return entries
}

func copied(n *yaml.Node, line int) *yaml.Node {
	c := *n
	c.Line = line
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, below := range n.Content {
		c.Content[i] = copied(below, line)
	}
	return &c
}
