"""The native plugin: the core behind Pulumi's gRPC protocol, for programs in every language."""
