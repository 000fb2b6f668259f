"""Records in, records out: a corpus is planned into shards, and each shard is cleaned, committed and counted.

`plan` makes shards of the inputs, `run_shard` does one of them anywhere, a runner (`local`, `cluster`) does many.
The command adds up the manifests that they leave (`store`), and `rates` shows them. All that passes between them
are small values.
"""
