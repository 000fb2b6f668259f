"""What a line says: prompts, credits, calls, stamps."""
