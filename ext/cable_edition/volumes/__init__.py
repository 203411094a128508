"""Large editions in volumes: the plan, the tasks, the catalogue that ties them."""
