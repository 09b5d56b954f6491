package hub

import "hangviet/data/hub/people"

// peopleRoutes are accounts and what belongs to signing in.
func (s *Service) peopleRoutes() []route {
	return []route{
		{"GET /login", people.Anyone, s.showLogin},
		{"POST /login", people.Anyone, s.doLogin},
		{"POST /logout", people.Anyone, s.doLogout},
		{"GET /account", people.SignedIn, s.showAccount},
	}
}
