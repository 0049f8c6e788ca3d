package locales

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// spoken is the language whose words nobody's voice reads: they are recorded.
const spoken = "mn-Mong"

// MaxRecording is the largest file of one recording in bytes (A11Y-123).
const MaxRecording = 300_000

// Kinds of a passage.
const (
	PassageHeading = "heading" // a page's heading or its question
	PassageHint    = "hint"
	PassageError   = "error"
)

// Passage is a message that is worth a recording: what a page asks, explains
// beside it, or says is wrong.
type Passage struct{ ID, Kind, Text string }

// Stem is the name of a recording's file without its ending. It holds the hash
// of the text, so that changed words silence what was recorded before.
func (p Passage) Stem() string {
	sum := sha256.Sum256([]byte(p.Text))
	return p.ID + "." + hex.EncodeToString(sum[:])[:8]
}

// Passages lists, by id, what can be recorded of the pages residents see. Words
// that take values are none: what is said depends on who reads.
func (b *Bundle) Passages() []Passage {
	var all []Passage
	for id, text := range b.plain[spoken].flat {
		if kind := passageKind(id); kind != "" {
			all = append(all, Passage{id, kind, text})
		}
	}
	slices.SortFunc(all, func(a, b Passage) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// officers' areas and what is printed or sent are read, not listened to.
var unspoken = []string{"desk", "pay", "official", "notice", "demo", "setting", "reason", "frame"}

// passageKind goes by where an id stands; "" is what a page says besides.
func passageKind(id string) string {
	parts := strings.Split(strings.TrimSuffix(id, plainEnding), ".")
	area, last := parts[0], parts[len(parts)-1]
	inService := area == "service"
	switch {
	case slices.Contains(unspoken, area):
		return ""
	case area == "field" || slices.Contains(parts, "wrong"):
		return PassageError
	case last == "hint":
		return PassageHint
	case strings.HasPrefix(last, "question"), last == "label" && (inService || area == "question"):
		return PassageHeading
	case last == "title" && (!inService || len(parts) == 3), last == "name" && inService && len(parts) == 3, last == "heading" && !inService:
		return PassageHeading
	}
	return ""
}

// Recording is a file of somebody reading a passage.
type Recording struct {
	Passage
	Path    string
	Type    string // content type
	Version string // changes when the file does
}

// recordingTypes are the kinds of file every browser plays.
func recordingTypes() map[string]string {
	return map[string]string{".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}
}

// Recordings reads the names in <folder>/mn-Mong: <message id>.<hash of its
// text>.mp3, .ogg or .m4a. What fits no text of today stays silent and is counted
// as stale. No folder means that nothing is recorded. A file that is too large is
// an error that names it.
func (b *Bundle) Recordings(folder string) (found []Recording, stale []string, err error) {
	dir := filepath.Join(folder, spoken)
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("recordings: %w", err)
	}
	byStem := map[string]Passage{}
	for _, p := range b.Passages() {
		byStem[p.Stem()] = p
	}
	var errs []error
	for _, file := range files {
		ending := filepath.Ext(file.Name())
		kind := recordingTypes()[ending]
		passage, fits := byStem[strings.TrimSuffix(file.Name(), ending)]
		if kind == "" || !fits {
			stale = append(stale, file.Name())
			continue
		}
		version, err := versionOf(file)
		errs = append(errs, err)
		found = append(found, Recording{passage, filepath.Join(dir, file.Name()), kind, version})
	}
	return found, stale, errors.Join(errs...)
}

// versionOf is the file's size and time, or why it cannot be played.
func versionOf(file fs.DirEntry) (string, error) {
	info, err := file.Info()
	switch {
	case err != nil:
		return "", fmt.Errorf("recording %s: %w", file.Name(), err)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("recording %s: is no file", file.Name())
	case info.Size() > MaxRecording:
		return "", fmt.Errorf("recording %s: %d bytes, at most %d", file.Name(), info.Size(), MaxRecording)
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano()), nil
}

// PrintGaps writes which passages nobody has recorded, each with the name its
// file must have, and what became silent.
func (b *Bundle) PrintGaps(out io.Writer, folder string) error {
	found, stale, err := b.Recordings(folder)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, r := range found {
		have[r.ID] = true
	}
	all := b.Passages()
	for _, p := range all {
		if !have[p.ID] {
			fmt.Fprintf(out, "missing\t%s\t%s\t%s\n", p.Kind, p.Stem(), p.Text)
		}
	}
	for _, name := range stale {
		fmt.Fprintf(out, "silent\t%s\n", name)
	}
	_, err = fmt.Fprintf(out, "%d of %d passages are recorded, %d missing, %d files are silent\n", len(have), len(all), len(all)-len(have), len(stale))
	return err
}
