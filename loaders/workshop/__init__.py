"""Files are read in processes of their own, which a hang, a crash or a glutton cannot take the app along with."""
