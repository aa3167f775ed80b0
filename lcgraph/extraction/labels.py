"""What the neural reader can say: the classes, relations and modalities it was taught, in their order.

The order is part of the weights: `training/` writes it into the model's configuration, and the
reader refuses a model whose labels differ from these.
"""

from lcgraph.model import Modality

#: Classes of mentions, by the letter that marks them in the training paragraphs.
CLASS_LETTERS = {
    "C": "City",
    "R": "Region",
    "N": "Country",
    "S": "DevelopmentSite",
    "A": "PublicAuthority",
    "E": "Enterprise",
    "U": "EducationInstitution",
    "L": "ResearchInstitution",
    "V": "CivicOrganisation",
    "I": "InternationalOrganisation",
    "H": "Person",
    "Q": "ActorGroup",
    "J": "Project",
    "G": "Strategy",
    "W": "Partnership",
    "T": "Theme",
}
CLASSES = tuple(CLASS_LETTERS.values())

#: Mention types: the classes, a reference to something named elsewhere, and a figure.
REFERENCE, FIGURE = len(CLASSES), len(CLASSES) + 1
MENTION_TYPES = (*CLASSES, "reference", "figure")
#: The type given to the pair model when it shall not look at the type (in training only).
UNKNOWN_TYPE = len(MENTION_TYPES)

#: Tags of words: 0 is outside; type t begins with 1 + 2t and goes on with 2 + 2t.
TAG_COUNT = 1 + 2 * len(MENTION_TYPES)

RELATIONS = (
    "locatedIn",
    "spans",
    "partOf",
    "pursues",
    "focusesOn",
    "activeIn",
    "hasProject",
    "leads",
    "funds",
)
#: What a pair of mentions may be, in the order of the pair model's outputs.
PARTNERS, ABOUT = len(RELATIONS), len(RELATIONS) + 1
PAIR_LABELS = (*RELATIONS, "partners", "about")

MODALITIES = tuple(Modality)
