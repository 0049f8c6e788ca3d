package benefit

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"rsc.io/qr"

	"changban/a11y/component"
	"changban/portal"
)

// quiet is the white border a reader needs around the picture, in modules.
const quiet = 4

// picture draws text as a QR code: black on white in every theme, because readers
// expect it so, and as a picture inside the page, because the policy takes no
// other. name says what it is to those who do not see it.
func picture(text, name string) (templ.Component, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, portal.Because(portal.KindInternal, err)
	}
	return component.CodePicture(component.CodePictureParams{Name: name, Size: code.Size + 2*quiet, Path: squares(code)}), nil
}

// squares is a line through the black modules of each row, as wide as they are
// high; inside a row the pen only skips the white ones: the shortest way to say it.
func squares(code *qr.Code) string {
	var path strings.Builder
	for y := range code.Size {
		at := -1 // where the pen is, -1: not in this row yet
		for x := 0; x < code.Size; x++ {
			n := run(code, x, y)
			if n == 0 {
				continue
			}
			move := "M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + ".5"
			if at >= 0 {
				move = "m" + strconv.Itoa(x-at) + " 0"
			}
			path.WriteString(move + "h" + strconv.Itoa(n))
			x += n
			at = x
		}
	}
	return path.String()
}

// run is how many black modules stand side by side from x.
func run(code *qr.Code, x, y int) int {
	n := 0
	for x+n < code.Size && code.Black(x+n, y) {
		n++
	}
	return n
}
