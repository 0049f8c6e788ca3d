package audit

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Contrast returns the contrast of two colours written #RRGGBB, from 1 to 21
// (WCAG 2.2, relative luminance).
func Contrast(a, b string) (float64, error) {
	la, errA := luminance(a)
	lb, errB := luminance(b)
	if errA != nil {
		return 0, errA
	}
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05), errB
}

func luminance(colour string) (float64, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 || colour[0] != '#' {
		return 0, fmt.Errorf("audit: %q is not #RRGGBB", colour)
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0), nil
}
