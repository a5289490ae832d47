"""How a whole project is checked: its settings, what it silences, what is known already, cache, processes, watching."""
