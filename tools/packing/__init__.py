"""What turns the source tree into what people download; ``tools/build_app.py`` runs it."""
