"""Does this run agree with that one? One answer, whoever asks: accepted values, certificate or manifest.

`outputs.described` says what stands for an output, in plain data; `outputs.differences` compares two of these. Bytes
come first (`digest`); then arrays and landmarks (`arrays`), pictures (`pictures`), what is written on figures and about
them (`words`), claims and verdicts (`verdicts`).
How much may differ is said once, in `difference`.
"""
