package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"changban/a11y/component"
	"changban/a11y/recorded"
	"changban/locales"
	"changban/portal"
	"changban/static"
)

// audio is what somebody read out for readers of the traditional script, whom no
// voice serves. Addresses are made at start: nothing else in the folder can be
// asked for.
type audio struct {
	byText map[string]spokenText
	files  map[string]locales.Recording // by address
}

type spokenText struct{ url, kind string }

func newAudio(all []locales.Recording) audio {
	a := audio{map[string]spokenText{}, map[string]locales.Recording{}}
	for _, r := range all {
		sum := sha256.Sum256([]byte(r.Path + r.Version))
		url := static.Prefix + "sound." + hex.EncodeToString(sum[:6]) + filepath.Ext(r.Path)
		a.byText[r.Text], a.files[url] = spokenText{url, r.Kind}, r
	}
	return a
}

// Recorded counts the passages of the vertical pages that somebody has recorded,
// and all of them.
func (p *Page) Recorded() (have, all int) {
	ids := map[string]bool{}
	for _, r := range p.server.audio.files {
		ids[r.ID] = true
	}
	return len(ids), len(p.server.config.Words.Passages())
}

// withRecordings puts players of what the page says and somebody recorded after
// its heading.
func (p *Page) withRecordings(page []byte) []byte {
	if !p.Language.Vertical || len(p.server.audio.files) == 0 {
		return page
	}
	found := recorded.Find(page)
	var players []component.RecordingParams
	for _, text := range found.Texts {
		if spoken, ok := p.server.audio.byText[text]; ok {
			label := "frame.recorded." + spoken.kind
			players = append(players, component.RecordingParams{
				Label: p.T(label), Chinese: p.server.words(locales.Source).T(label), URL: spoken.url,
			})
		}
	}
	var out bytes.Buffer
	if found.After <= 0 || component.Recordings(players).Render(p.Context(), &out) != nil {
		return page // the words themselves are there
	}
	return append(append(bytes.Clone(page[:found.After]), out.Bytes()...), page[found.After:]...)
}

// sound sends a recording, or the part of it that a player asks for.
func (s *Server) sound(c *fiber.Ctx, r locales.Recording) error {
	content, err := os.ReadFile(r.Path)
	if err != nil {
		return portal.Because(portal.KindNotFound, err)
	}
	c.Set(fiber.HeaderContentType, r.Type)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	asked := c.Get(fiber.HeaderRange)
	if asked == "" {
		return c.Send(content)
	}
	first, last, err := fasthttp.ParseByteRange([]byte(asked), len(content))
	if err != nil {
		c.Set(fiber.HeaderContentRange, "bytes */"+strconv.Itoa(len(content)))
		return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
	}
	c.Response().Header.SetContentRange(first, last, len(content))
	return c.Status(fiber.StatusPartialContent).Send(content[first : last+1])
}
