package browser

import (
	"os"
	"path/filepath"
)

// Screenshot writes a PNG of what is visible or, when full, of the whole page.
func (p *Page) Screenshot(path string, full bool) {
	p.t.Helper()
	p.must(os.MkdirAll(filepath.Dir(path), 0o755))
	p.must(os.WriteFile(path, p.capture(object{"captureBeyondViewport": full}), 0o644))
}

// Shot writes a PNG of the whole page into the folder PORTAL_SCREENS (make
// screens), and does nothing when that is not set.
func (p *Page) Shot(name string) {
	p.t.Helper()
	if dir := os.Getenv("PORTAL_SCREENS"); dir != "" {
		p.Screenshot(filepath.Join(dir, name+".png"), true)
	}
}

func (p *Page) capture(how object) []byte {
	p.t.Helper()
	how["format"] = "png"
	var answer struct{ Data []byte }
	p.send("Page.captureScreenshot", how, &answer)
	return answer.Data
}

// Picture returns a PNG of what is visible.
func (p *Page) Picture() []byte {
	p.t.Helper()
	return p.capture(object{})
}
