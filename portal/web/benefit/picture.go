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
// high: the shortest way to say it.
func squares(code *qr.Code) string {
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			n := 0
			for x+n < code.Size && code.Black(x+n, y) {
				n++
			}
			if n > 0 {
				path.WriteString("M" + strconv.Itoa(x+quiet) + " " + strconv.Itoa(y+quiet) + ".5h" + strconv.Itoa(n))
				x += n
			}
		}
	}
	return path.String()
}
