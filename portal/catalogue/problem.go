package catalogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Problem is one thing wrong with a definition or its words. Line is 0 when the
// whole file is meant.
type Problem struct {
	File   string
	Line   int
	Reason string
}

// String returns file:line: reason, the form editors understand.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Reason
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
}

// Problems is everything wrong with a catalogue, file by file.
type Problems []Problem

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// yamlProblems turns what the YAML reader says into problems with lines.
func yamlProblems(file string, err error) Problems {
	var many *yaml.LoadErrors
	if errors.As(err, &many) {
		var found Problems
		for _, e := range many.Errors {
			found = append(found, Problem{file, e.Mark.Line, e.Message})
		}
		return found
	}
	var single *yaml.LoadError
	if errors.As(err, &single) {
		return Problems{{file, single.Mark.Line, single.Message}}
	}
	return Problems{{file, 0, err.Error()}}
}

func jsonProblem(file string, raw []byte, err error) Problem {
	var syntax *json.SyntaxError
	line := 0
	if errors.As(err, &syntax) {
		at := min(int(syntax.Offset), len(raw))
		line = 1 + bytes.Count(raw[:at], []byte("\n"))
	}
	return Problem{file, line, err.Error()}
}
