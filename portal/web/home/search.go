package home

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"changban/portal/catalogue"
)

// longestQuery is in characters; what follows adds nothing to a search.
const longestQuery = 60

// tidyQuery drops what is no letter or digit at the ends and cuts long queries.
func tidyQuery(q string) string {
	q = strings.Join(strings.Fields(strings.ToValidUTF8(q, " ")), " ")
	if runes := []rune(q); len(runes) > longestQuery {
		q = string(runes[:longestQuery])
	}
	return q
}

// search returns the services whose words share something with the query, best
// first. Chinese has no blanks between words, so pairs of characters are
// compared; one pair of a longer query in common is chance, unless it is all.
func search(services []*catalogue.Service, query string, words func(*catalogue.Service) string) []*catalogue.Service {
	pairs := pairsOf(query)
	score := map[*catalogue.Service]int{}
	found := slices.DeleteFunc(slices.Clone(services), func(s *catalogue.Service) bool {
		text := strings.ToLower(words(s))
		for _, pair := range pairs {
			if strings.Contains(text, pair) {
				score[s]++
			}
		}
		return score[s] == 0
	})
	slices.SortStableFunc(found, func(a, b *catalogue.Service) int { return cmp.Compare(score[b], score[a]) })
	return found
}

// pairsOf cuts runs of Chinese into overlapping pairs and keeps runs of other
// letters and of digits whole. A single character says nothing, unless it is all.
func pairsOf(query string) []string {
	var pairs []string
	runs := runsOf(strings.ToLower(query))
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
	case unicode.IsLetter(r):
		return 3
	}
	return 0
}
