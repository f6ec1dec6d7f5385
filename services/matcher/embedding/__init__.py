"""Turns phrases into vectors whose cosine is near their likeness in meaning.

Goes in: texts, any number, repeats and empty ones allowed. Comes out: (n, d) float32 rows of
norm 1, rounded to multiples of 2^-14; equal texts get equal rows, whatever stands beside them
and however many threads work. Nothing is downloaded: weights come from installed packages, or
from the folder of a saved model.

    encoder = choose_encoder("")  # factory: the default model, a built-in name, or a folder
    embed = SentenceEmbedder(encoder)  # embedder: any encoder's vectors, a text at a time
    embed = PrecomputedEmbed(embed, texts, encoder.identity)  # what every run needs, on disk
    embed = CachedEmbed(embed, store, encoder.identity)  # what was met before, in a store
    vectors = embed(["night trains", "sleeper services"])

What the rest of the matcher sees is `domain.ports.Embed`, which all three fulfil.

| Module | Holds |
| --- | --- |
| `encoder` | the protocol of a model: cut into tokens, encode rows of one length |
| `quantised`, `quantised_graph`, `onnx_graph` | MiniLM in 8 bits on onnxruntime: the default |
| `sentence_transformer` | any sentence-transformers model, in its own precision: the reference |
| `static` | WordLlama: a vector a token, without a network |
| `factory` | which of them a name means |
| `embedder` | batches without padding, norms, rounding |
| `embedding_cache`, `file_cache` | what need not be embedded again |
| `packaged_weights` | where installed weights lie |

Raises `UnknownModel` for a name that is none, `MissingWeights` where a model's package is not
installed.
"""
