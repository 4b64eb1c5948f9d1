"""Names that give a whole model whose layers are not kept here."""

import re

# As the program's text has them, whatever the import calls them there.
MODELS = re.compile(
    r"""torchvision\.models\.(?:\w+\.)*\w+
    |torch\.hub\.load
    |timm\.(?:models\.(?:\w+\.)*)?create_model | timm\.models\.(?:\w+\.)*\w+
    |transformers\.(?:\w+\.)*\w*(?:Model|For[A-Z]\w*)
        (?:\.from_pretrained|\.from_config|\._from_config)?
    |sentence_transformers\.SentenceTransformer
    |segmentation_models_pytorch\.(?:\w+\.)*[A-Z]\w* | pretrainedmodels\.\w+
    |(?:efficientnet_pytorch|facenet_pytorch|vit_pytorch)\.\w+(?:\.from_\w+)?
    |(?:clip|open_clip|whisper|torchcrepe)\.(?:load\w*|create_model\w*)
    |torchaudio\.(?:models|pipelines)\.\w+(?:\.get_model)?
    |torchtext\.models\.\w+(?:\.get_model)?
    |(?:keras_hub|keras_nlp|keras_cv)\.models\.\w+(?:\.from_preset)?
    |tensorflow_hub\.(?:KerasLayer|load)
    |segmentation_models\.[A-Z]\w* | efficientnet\.\w+\.\w+""",
    re.VERBOSE,
)
# What stands among them and is no model.
OTHERS = re.compile(r".*(?:[Ww]eights?|Config|get_\w*weight\w*|list_models?)(?:\..*)?")


def is_model(text: str) -> bool:
    return bool(MODELS.fullmatch(text)) and not OTHERS.fullmatch(text)
