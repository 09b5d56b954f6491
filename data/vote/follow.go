package vote

import "fmt"

// MovedError says that a nominee of a round stands for another product than it
// did before. Ballots name nominees by id, so what people chose would be counted
// for something else.
type MovedError struct {
	Round, Category, Nominee string
	Before, After            string // product codes
}

func (e *MovedError) Error() string {
	return fmt.Sprintf("nominee %s of round %s, category %s, was %s and would be %s",
		e.Nominee, e.Round, e.Category, e.Before, e.After)
}

// CheckFollows tells whether rounds may be published after those before: within
// a round's category a nominee keeps its product for good. Its error is a
// *[MovedError]. Nominees may be added, withdrawn and put in another order.
func CheckFollows(before, rounds []Round) error {
	type place struct{ round, category, nominee string }
	products := map[place]string{}
	for _, r := range before {
		for _, c := range r.Categories {
			for _, n := range c.Nominees {
				products[place{r.ID, c.ID, n.ID}] = n.Product
			}
		}
	}
	for _, r := range rounds {
		for _, c := range r.Categories {
			for _, n := range c.Nominees {
				if was, known := products[place{r.ID, c.ID, n.ID}]; known && was != n.Product {
					return &MovedError{r.ID, c.ID, n.ID, was, n.Product}
				}
			}
		}
	}
	return nil
}
