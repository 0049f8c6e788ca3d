package catalogue

import (
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"time"

	"changban/portal"
)

// lookAgain is how long the file of announcements is not looked at again. An
// operator waits this long, and no request costs a look at the disk.
const lookAgain = 10 * time.Second

// Board holds the announcements of an operator's folder and takes up changes of
// the file while the portal runs. A broken change leaves what was there.
type Board struct {
	folder fs.FS // nil: there is no folder
	clock  portal.Clock
	log    *slog.Logger

	mu      sync.Mutex
	looked  time.Time
	seen    string // size and time of the file as it was last read
	version int    // of what was read; counts the good changes
	list    []Announcement
}

// OpenBoard reads the announcements of an operator's folder, if there is one. Its
// error is of type Problems.
func OpenBoard(clock portal.Clock, log *slog.Logger, folders ...fs.FS) (*Board, error) {
	b := &Board{clock: clock, log: log, looked: clock.Now()}
	if len(folders) == 0 {
		return b, nil
	}
	folder := folders[0]
	b.folder = folder
	b.seen = b.stamp()
	list, found := announcements(folder)
	if len(found) > 0 {
		return nil, found
	}
	b.list = list
	return b, nil
}

// Now returns what is to be said now, in the order of the file, and a revision
// that differs whenever that does.
func (b *Board) Now() (list []Announcement, revision string) {
	now := b.clock.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.look(now)
	var name strings.Builder
	for _, a := range b.list {
		if a.at(now) {
			list = append(list, a)
			name.WriteString(a.ID + " ")
		}
	}
	if len(list) > 0 {
		revision = fmt.Sprint(b.version, " ", name.String())
	}
	return list, revision
}

func (b *Board) look(now time.Time) {
	if b.folder == nil || now.Sub(b.looked).Abs() < lookAgain {
		return
	}
	b.looked = now
	stamp := b.stamp()
	if stamp == b.seen {
		return
	}
	b.seen = stamp
	list, found := announcements(b.folder)
	if len(found) > 0 {
		// The number only: what is written may name people.
		b.log.Error("announcements not taken up", "file", AnnouncementsFile, "problems", len(found), "line", found[0].Line)
		return
	}
	b.list, b.version = list, b.version+1
}

// stamp is what differs when somebody wrote the file; "" without one.
func (b *Board) stamp() string {
	info, err := fs.Stat(b.folder, AnnouncementsFile)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano())
}
