"""Read texts about learning cities and regions into an RDF knowledge graph with evidence for each claim."""
