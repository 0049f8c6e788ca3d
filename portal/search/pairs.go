package search

import "unicode"

// pairsOf cuts runs of Chinese into overlapping pairs and keeps runs of other
// letters and of digits whole; Mongolian words are found by their forms instead. A single character says nothing, unless it is all.
func pairsOf(query string) []string {
	var pairs []string
	runs := runsOf(query)
	for _, run := range runs {
		if len(run) < 2 && len(runs) > 1 {
			continue
		}
		if len(run) < 2 || !unicode.Is(unicode.Han, run[0]) {
			pairs = append(pairs, string(run))
			continue
		}
		for i := range len(run) - 1 {
			pairs = append(pairs, string(run[i:i+2]))
		}
	}
	return pairs
}

// runsOf splits text into runs of one sort of character.
func runsOf(text string) [][]rune {
	var runs [][]rune
	last := 0
	for _, r := range text {
		sort := sortOf(r)
		switch {
		case sort == 0:
		case sort == last:
			runs[len(runs)-1] = append(runs[len(runs)-1], r)
		default:
			runs = append(runs, []rune{r})
		}
		last = sort
	}
	return runs
}

func sortOf(r rune) int {
	switch {
	case unicode.Is(unicode.Han, r):
		return 1
	case unicode.IsDigit(r):
		return 2
	case isMongolian(r):
		return 0
	case unicode.IsLetter(r):
		return 3
	}
	return 0
}
