package look

// recent remembers what was asked for lately, up to a bound. It keeps two
// generations: when the young one is half of all there may be, the old one is
// forgotten, and what is asked for again becomes young. So it is always at least
// half full once it was, and never forgets everything at once.
type recent[K comparable, V any] struct {
	young, old map[K]V
	weight     int // of the young
}

// get returns what is remembered of a key.
func (r *recent[K, V]) get(key K, most int, weigh func(V) int) (V, bool) {
	if v, ok := r.young[key]; ok {
		return v, true
	}
	v, ok := r.old[key]
	if ok {
		r.put(key, v, most, weigh(v))
	}
	return v, ok
}

// put remembers a value of a weight; one of more than half of all there may be is
// not.
func (r *recent[K, V]) put(key K, v V, most, weight int) {
	if weight > most/2 {
		return
	}
	if r.young == nil || r.weight+weight > most/2 {
		r.young, r.old, r.weight = make(map[K]V), r.young, 0
	}
	r.young[key] = v
	r.weight += weight
}
