"""The edition as tables for programs that count: CSV, SQLite, Parquet, and what describes them."""
