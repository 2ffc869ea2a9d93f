"""The live preview: changes.py sees a save, live.py loads and plans, answers.py replies, server.py holds the sockets."""
