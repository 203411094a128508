"""What a cable is: the model, its places in the order of the page, its date."""
